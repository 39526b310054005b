#!/usr/bin/env python3
"""Checks a Kedge state proof offline. It shares no code with Kedge and needs nothing but Python 3.8.

    verify_state.py PROOF --key VKEY     VKEY itself, or a file of such keys, one a line

Exit status: 0 the proof proves what it says, 1 it does not, 2 it is not a state proof at all.

A state proof says that the ledger's state had an entry, or had none, after a certain block
(docs/reference/state-proof.md). The steps: read it strictly, climb from the entry (or from what
stands in its place) to the state root, find this root in the block header, and find the header in
the log under the signed checkpoint, as verify_receipt.py does for a command.
"""

import hashlib
import sys

from verify_receipt import (
    Malformed,
    Reader,
    Rejected,
    b64,
    climb,
    ed25519,
    main,
    read_checkpoint,
    read_receipt,
)

FIRST = "kedge/state-proof@v1"


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64_of(text, size):
    data = b64(text)
    if len(data) != size:
        raise Malformed("not %d bytes: %s" % (size, text[:40]))
    return data


# --- strict reading ---------------------------------------------------------------------------


def read_proof(raw):
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8")
    if any(ord(c) < 32 and c != "\n" for c in text) or not text.endswith("\n"):
        raise Malformed("lines must end in one newline")
    head, gap, rest = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines[0] != FIRST or len(lines) < 4:
        raise Malformed("not a state proof")
    if not lines[1].startswith("key ") or lines[1].find("/") < len("key ") + 1:
        raise Malformed("no key")
    if not lines[2].startswith("hash "):
        raise Malformed("no hash")
    key, key_hash = lines[1][4:], b64_of(lines[2][5:], 32)
    if len(key) > 400:
        raise Malformed("the key is too long")
    value = other = None
    if lines[3].startswith("value "):
        value = b64(lines[3][6:])
    elif lines[3].startswith("other "):
        both = b64_of(lines[3][6:], 64)
        other = (both[:32], both[32:])
    elif lines[3] != "empty":
        raise Malformed("neither a value, nor another entry, nor empty")
    siblings = [b64_of(line, 32) for line in lines[4:]]
    if len(siblings) > 256:
        raise Malformed("more than 256 hashes")
    return key, key_hash, value, other, siblings, rest.encode("utf-8")


def read_header(entry):
    reader = Reader(entry, b"kedge.header")

    def i64():
        return int.from_bytes(reader.raw(8), "big", signed=True)

    header = {"number": i64(), "time": i64()}
    reader.raw(32)
    first, count = i64(), int.from_bytes(reader.raw(4), "big")
    reader.raw(32)
    header["stateRoot"], header["height"] = reader.raw(32), i64()
    header["ownLeaf"] = first + count
    if reader.at != len(entry):
        raise Rejected("bytes are left over in the header")
    return header


def read_keys(text):
    keys = {}
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        parts = line.split("+", 2)
        if len(parts) != 3:
            raise Malformed("not a verifier key")
        name, key_id, data = parts[0], parts[1], b64(parts[2])
        if len(data) != 33 or data[0] not in (1, 4):
            raise Malformed("not an Ed25519 verifier key")
        if sha256(name.encode(), b"\n", data)[:4].hex() != key_id:
            raise Malformed("the verifier key's own hash does not fit")
        keys[(name, bytes.fromhex(key_id))] = (data[0], data[1:])
    return keys


# --- the state tree ---------------------------------------------------------------------------


def bit(data, depth):
    return data[depth // 8] >> (7 - depth % 8) & 1


def state_root(key_hash, value, other, siblings):
    depth = len(siblings)
    if value is not None:
        node = sha256(b"\0", key_hash, sha256(value))
    elif other is not None:
        if other[0] == key_hash:
            raise Rejected("the entry it shows is the key's own")
        if any(bit(other[0], d) != bit(key_hash, d) for d in range(depth)):
            raise Rejected("the entry it shows cannot stand in the key's place")
        node = sha256(b"\0", other[0], other[1])
    else:
        node = bytes(32)
    for sibling in siblings:
        depth -= 1
        if bit(key_hash, depth):
            node = sha256(b"\1", sibling, node)
        else:
            node = sha256(b"\1", node, sibling)
    return node


# --- the signatures ---------------------------------------------------------------------------


def check_signatures(body, origin, signatures, keys):
    seen, by_log = set(), False
    for name, blob in signatures:
        known = keys.get((name, blob[:4]))
        if known is None:
            raise Rejected("a signature of a key that was not given: " + name)
        kind, public = known
        if public in seen:
            raise Rejected("one key signed twice: " + name)
        seen.add(public)
        message, signature = body.encode(), blob[4:]
        if kind == 4:
            if len(signature) != 72:
                raise Rejected("the signature of %s does not verify" % name)
            time = int.from_bytes(signature[:8], "big")
            message = b"cosignature/v1\ntime %d\n" % time + message
            signature = signature[8:]
        if not ed25519(public, message, signature):
            raise Rejected("the signature of %s does not verify" % name)
        by_log = by_log or (kind == 1 and name == origin)
    if not by_log:
        raise Rejected("the ledger itself did not sign")


def verify(raw, keys):
    key, key_hash, value, other, siblings, rest = read_proof(raw)
    if key_hash != sha256(key.encode("utf-8")):
        raise Rejected("the hash is not that of the key")
    entry, index, path, note = read_receipt(rest)
    header = read_header(entry)
    if state_root(key_hash, value, other, siblings) != header["stateRoot"]:
        raise Rejected("the way does not lead to the state root in the header")
    if index != header["ownLeaf"]:
        raise Rejected("the header is not at its own place")
    body, origin, size, root, signatures = read_checkpoint(note)
    if climb(sha256(b"\0", entry), index, size, path) != root:
        raise Rejected("the path does not lead to the checkpoint's root")
    check_signatures(body, origin, signatures, keys)
    return {
        "key": key,
        "present": value is not None,
        "value": None if value is None else value.hex(),
        "height": header["height"],
        "statedIn": header["number"],
        "time": header["time"],
        "stateRoot": header["stateRoot"].hex(),
        "index": index,
        "treeSize": size,
        "root": root.hex(),
        "origin": origin,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], __doc__, lambda raw, keys: verify(raw, read_keys(keys))))
