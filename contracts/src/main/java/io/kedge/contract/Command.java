package io.kedge.contract;

/// What a party asks the ledger to do: the parsed body of a signed payload. Each concept has its
/// own
/// sealed family of commands.
public interface Command {}
