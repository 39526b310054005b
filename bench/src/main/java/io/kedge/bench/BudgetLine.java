package io.kedge.bench;

/// What one stage takes of the processor time of a transfer.
///
/// @param stage which threads
/// @param microsPerItem processor time for one transfer, in microseconds
/// @param share of the sum of all stages, from 0 to 1
public record BudgetLine(Stage stage, double microsPerItem, double share) {}
