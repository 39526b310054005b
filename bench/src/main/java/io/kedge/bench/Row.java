package io.kedge.bench;

/// One line of a report: medians over the rounds.
///
/// @param name what was measured
/// @param clients how many clients asked at once; 0 where there are none
/// @param perSecond items per second
/// @param p50Millis half of the items took at most this long, in milliseconds; 0 where items are
/// not
///     waited for one by one
/// @param p99Millis 99 of 100 items took at most this long
/// @param bytesPerItem bytes written for one item
/// @param cpuMicrosPerItem processor time of the whole process for one item, in microseconds
/// @param ratioToVerify items per second over those of `verify-only`, round by round
public record Row(
    String name,
    int clients,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double bytesPerItem,
    double cpuMicrosPerItem,
    double ratioToVerify) {}
