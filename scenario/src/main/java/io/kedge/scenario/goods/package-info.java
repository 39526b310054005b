/// Goods from tables: rows of real goods, each saying where it comes from, become catalogue
/// entries and anchors.
@NullMarked
package io.kedge.scenario.goods;

import org.jspecify.annotations.NullMarked;
