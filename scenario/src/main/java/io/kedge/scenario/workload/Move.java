package io.kedge.scenario.workload;

import java.util.Optional;
import java.util.function.Supplier;

/// Something somebody in the market may do now.
///
/// @param name for people
/// @param weight how often it is thought of, compared with others
/// @param draft makes the command; empty where nothing of the kind is possible
record Move(String name, int weight, Supplier<Optional<Draft>> draft) {}
