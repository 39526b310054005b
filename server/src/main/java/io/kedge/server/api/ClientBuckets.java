package io.kedge.server.api;

import io.github.bucket4j.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// A bucket of requests for each client. Those not heard of for the longest time are forgotten, so
/// that many clients cannot fill the memory.
final class ClientBuckets {
  private final Supplier<Bucket> fresh;
  private final Map<String, Bucket> buckets;

  ClientBuckets(int max, Supplier<Bucket> fresh) {
    this.fresh = fresh;
    this.buckets =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > max;
          }
        };
  }

  synchronized Bucket of(String client) {
    return buckets.computeIfAbsent(client, _ -> fresh.get());
  }
}
