package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.ordering.Batch;
import io.kedge.ledger.ordering.Ordering;
import io.kedge.ledger.ordering.Tip;
import java.util.ArrayList;
import java.util.List;

/// An ordering that orders what a test tells it to, on the test's thread.
final class ScriptedOrdering implements Ordering {
  private Sink sink = batch -> {};
  private long number;
  private long durable;
  private final List<Bytes> offered = new ArrayList<>();

  @Override
  public void start(Tip last, Sink to) {
    number = last.number();
    durable = last.number();
    sink = to;
  }

  @Override
  public synchronized boolean offer(Bytes envelope) {
    offered.add(envelope);
    notifyAll();
    return true;
  }

  @Override
  public synchronized void durable(Tip tip) {
    durable = tip.number();
    notifyAll();
  }

  void order(long time, List<Bytes> commands) {
    number++;
    again(number, time, commands);
  }

  void again(long batch, long time, List<Bytes> commands) {
    sink.batch(new Batch(batch, new LedgerTime(time), commands));
  }

  synchronized void awaitDurable(long height) throws InterruptedException {
    while (durable < height) {
      wait();
    }
  }

  synchronized void awaitOffered(int count) throws InterruptedException {
    while (offered.size() < count) {
      wait();
    }
  }

  @Override
  public void close() {
    // It has no thread.
  }
}
