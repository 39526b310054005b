package io.kedge.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Each client has a share of its own, and many clients do not fill the memory.
class ClientBucketsTest {
  private static Bucket two() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(2).refillIntervally(2, Duration.ofDays(1)))
        .build();
  }

  @Test
  void whoUsesUpItsShareTakesNothingFromOthers() {
    var buckets = new ClientBuckets(10, ClientBucketsTest::two);
    assertThat(buckets.of("a").tryConsume(1)).isTrue();
    assertThat(buckets.of("a").tryConsume(1)).isTrue();
    assertThat(buckets.of("a").tryConsume(1)).isFalse();
    assertThat(buckets.of("b").tryConsume(1)).isTrue();
  }

  @Test
  void thoseNotHeardOfForLongestAreForgotten() {
    var buckets = new ClientBuckets(2, ClientBucketsTest::two);
    Bucket first = buckets.of("a");
    buckets.of("b");
    assertThat(buckets.of("a")).isSameAs(first);
    buckets.of("c");
    assertThat(buckets.of("a")).isSameAs(first);
    buckets.of("d");
    buckets.of("e");
    assertThat(buckets.of("a")).isNotSameAs(first);
  }
}
