package io.kedge.party;

/// Who keeps the private half of a key; shown wherever a signature is shown.
public enum KeyHolder {
  /// The party itself.
  SELF,
  /// A custodian that signs for the party: it could sign anything this key may sign.
  CUSTODIAN,
  /// A device or a machine of the party.
  DEVICE
}
