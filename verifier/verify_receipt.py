#!/usr/bin/env python3
"""Checks a Kedge receipt offline. It shares no code with Kedge and needs nothing but Python 3.8.

    verify_receipt.py RECEIPT --key VKEY     VKEY itself, or a file that holds it

Exit status: 0 the receipt proves what it says, 1 it does not, 2 it is not a receipt at all.

A receipt is a C2SP tlog-proof (c2sp.org/tlog-proof) whose `extra` is the entry of the tree: one
ordered command with its result. The steps: read it strictly, hash the entry (RFC 6962), climb the
inclusion path to the root (RFC 9162, section 2.1.3.2), and check the Ed25519 signature (RFC 8032)
of the log on the checkpoint that states this root.
"""

import base64
import hashlib
import json
import os
import re
import sys


class Malformed(Exception):
    """Not a receipt."""


class Rejected(Exception):
    """A receipt that proves nothing."""


# --- strict reading ---------------------------------------------------------------------------


def b64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError):
        raise Malformed("not base64: " + text[:40])
    if base64.b64encode(data).decode("ascii") != text:
        raise Malformed("not canonical base64")
    return data


def number(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text):
        raise Malformed("not a number: " + text[:40])
    return int(text)


def read_receipt(raw):
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8")
    if "\r" in text or "\x00" in text or not text.endswith("\n"):
        raise Malformed("lines must end in one newline")
    head, gap, checkpoint = text.partition("\n\n")
    if not gap:
        raise Malformed("no checkpoint")
    lines = head.split("\n")
    if lines[0] != "c2sp.org/tlog-proof@v1":
        raise Malformed("not a tlog-proof")
    if len(lines) < 3 or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Malformed("no entry or no index")
    path = [b64(line) for line in lines[3:]]
    if any(len(node) != 32 for node in path):
        raise Malformed("a node of the path has not 32 bytes")
    return b64(lines[1][6:]), number(lines[2][6:]), path, checkpoint


def read_checkpoint(note):
    body, gap, signatures = note.rpartition("\n\n")
    if not gap:
        raise Malformed("the checkpoint has no signature")
    body += "\n"
    lines = body.split("\n")
    if len(lines) != 4 or not lines[0] or lines[3] != "":
        raise Malformed("a checkpoint is origin, size and root")
    root = b64(lines[2])
    if len(root) != 32:
        raise Malformed("the root has not 32 bytes")
    found = []
    for line in signatures[:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)", line)
        if not match:
            raise Malformed("not a signature line")
        found.append((match.group(1), b64(match.group(2))))
    return body, lines[0], number(lines[1]), root, found


def read_vkey(text):
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not re.fullmatch("[0-9a-f]{8}", parts[1]):
        raise Malformed("not a verifier key")
    name, key_hash, data = parts[0], bytes.fromhex(parts[1]), b64(parts[2])
    if len(data) != 33 or data[0] != 1:
        raise Malformed("not an Ed25519 verifier key")
    if hashlib.sha256(name.encode() + b"\n" + data).digest()[:4] != key_hash:
        raise Malformed("the verifier key's own hash does not fit")
    return name, key_hash, data[1:]


# --- RFC 9162, 2.1.3.2 ------------------------------------------------------------------------


def climb(leaf_hash, index, size, path):
    if index >= size:
        raise Rejected("the index lies outside the tree")
    fn, sn, node = index, size - 1, leaf_hash
    for sibling in path:
        if sn == 0:
            raise Rejected("the path is too long")
        if fn & 1 or fn == sn:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise Rejected("the path is too short")
    return node


# --- RFC 8032, Ed25519, cofactorless, canonical encodings only --------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return (w * x % P, y * z % P, x * y % P, w * z % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    point = decompress(public)
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= L:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % L
    minus = (P - point[0], point[1], 1, P - point[3])
    return compress(add(multiply(s, BASE), multiply(k, minus))) == signature[:32]


# --- the entry ----------------------------------------------------------------------------------


class Reader:
    def __init__(self, data, tag):
        self.data, self.at = data, 0
        if self.raw(self.raw(1)[0]) != tag or self.raw(1)[0] != 1:
            raise Rejected("the entry is not a command")

    def raw(self, size):
        if self.at + size > len(self.data):
            raise Rejected("the entry ends early")
        self.at += size
        return self.data[self.at - size : self.at]

    def run(self):
        return self.raw(int.from_bytes(self.raw(4), "big"))


def read_entry(entry):
    reader = Reader(entry, b"kedge.leaf")
    payload_type, payload = reader.run(), reader.run()
    signers = []
    for _ in range(int.from_bytes(reader.raw(4), "big")):
        signers.append(reader.run().decode())
        reader.run()
    code, outcome = reader.run().decode(), reader.raw(32)
    if reader.at != len(entry):
        raise Rejected("bytes are left over in the entry")
    encoding = b"DSSEv1 %d %s %d %s" % (len(payload_type), payload_type, len(payload), payload)
    command_id = hashlib.sha256(encoding).hexdigest()
    return {
        "command": command_id,
        "result": code,
        "outcome": outcome.hex(),
        "signers": signers,
        "payload": json.loads(payload) if payload_type.endswith(b"+json") else payload.hex(),
    }


# --- all together -------------------------------------------------------------------------------


def verify(raw, vkey):
    name, key_hash, public = read_vkey(vkey)
    entry, index, path, note = read_receipt(raw)
    body, origin, size, root, signatures = read_checkpoint(note)
    leaf_hash = hashlib.sha256(b"\x00" + entry).digest()
    if climb(leaf_hash, index, size, path) != root:
        raise Rejected("the path does not lead to the checkpoint's root")
    if origin != name:
        raise Rejected("the checkpoint is of another log: " + origin)
    if len(signatures) != 1:
        raise Rejected("signatures of keys that were not given")
    signer, value = signatures[0]
    if signer != name or value[:4] != key_hash:
        raise Rejected("the checkpoint is not signed with this key")
    if not ed25519(public, body.encode(), value[4:]):
        raise Rejected("the checkpoint's signature does not verify")
    proven = read_entry(entry)
    proven.update({"index": index, "treeSize": size, "root": root.hex(), "origin": origin})
    return proven


def main(arguments, usage=__doc__, verify=verify):
    """Judges a file with a key, or with the keys in a file; answers the exit status."""
    if len(arguments) != 3 or arguments[1] != "--key":
        print(usage.strip(), file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            raw = file.read()
        keys = arguments[2]
        if os.path.exists(keys):
            with open(keys, encoding="utf-8") as file:
                keys = file.read()
        proven = verify(raw, keys)
    except (Malformed, OSError) as error:
        print("malformed: %s" % error, file=sys.stderr)
        return 2
    except Rejected as error:
        print("rejected: %s" % error, file=sys.stderr)
        return 1
    print(json.dumps(proven, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
