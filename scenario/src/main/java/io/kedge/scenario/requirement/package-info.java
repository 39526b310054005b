/// Which requirements are shown where: the requirement traceability matrix (需求跟踪矩阵).
@NullMarked
package io.kedge.scenario.requirement;

import org.jspecify.annotations.NullMarked;
