/// Papers about money (对账单): one table with a head, as PDF and as Excel, in Chinese and English.
@NullMarked
package io.kedge.server.money.statement;

import org.jspecify.annotations.NullMarked;
