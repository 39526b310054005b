/// Parties: organisations and persons with keys, roles, employees and mandates.
///
/// Other concepts ask [io.kedge.party.Parties] who somebody is; everything about how a party comes
/// to be, signs and delegates is decided here.
@NullMarked
package io.kedge.party;

import org.jspecify.annotations.NullMarked;
