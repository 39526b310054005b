package io.kedge.scenario.workload;

import io.kedge.kernel.Json;
import java.util.List;

/// A command before it is signed.
///
/// @param by who asks
/// @param type which command
/// @param body its body
/// @param labels the keys that sign, all of `by`
record Draft(String by, String type, Json.Obj body, List<String> labels) {
  /// The same with another body.
  Draft withBody(Json.Obj next) {
    return new Draft(by, type, next, labels);
  }
}
