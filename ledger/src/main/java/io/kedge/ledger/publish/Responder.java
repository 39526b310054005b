package io.kedge.ledger.publish;

/// Answers requests, from many threads at once.
@FunctionalInterface
public interface Responder {
  /// The answer to a request; never throws for anything a stranger may send.
  Answer answer(Request request);
}
