package io.kedge.server.notification;

/// What people are told of. Its words are in `notices_zh.properties` and `notices_en.properties`.
public enum NoticeKind {
  /// A command of the party was ordered and refused.
  COMMAND_REFUSED,
  /// A command waits for a second employee.
  APPROVAL_WAITING,
  /// A second employee rejected a command.
  APPROVAL_REJECTED,
  /// A command that waited for a second employee was accepted.
  APPROVAL_ACCEPTED,
  /// A command waited too long for a second employee.
  APPROVAL_EXPIRED,
  /// The party was verified.
  PARTY_VERIFIED,
  /// The party's verification was declined.
  PARTY_DECLINED,
  /// A statement waits for the party's signature.
  STATEMENT_WAITING,
  /// A statement of the party took effect.
  STATEMENT_EFFECTIVE,
  /// A statement of the party was declined.
  STATEMENT_DECLINED,
  /// The deadline of a statement of the party passed.
  STATEMENT_LAPSED,
  /// An application was allotted in full.
  SUBSCRIPTION_ALLOTTED,
  /// An application was allotted in part, or nothing, because more was asked for than there is.
  SUBSCRIPTION_CUT,
  /// An application was refunded because the offering failed or was cancelled.
  SUBSCRIPTION_REFUNDED,
  /// An application was decided but not moved because something of it is frozen.
  SUBSCRIPTION_SET_ASIDE,
  /// An order was settled, wholly or in part.
  ORDER_FILLED,
  /// An order ran out.
  ORDER_EXPIRED,
  /// A gift waits for the party.
  GIFT_WAITING,
  /// A gift of the party was declined.
  GIFT_DECLINED,
  /// Units were given to the party.
  GIFT_RECEIVED,
  /// Cash came in.
  CASH_RECEIVED,
  /// A withdrawal was rejected.
  WITHDRAWAL_REJECTED,
  /// Units became a voucher.
  VOUCHER_ISSUED,
  /// Goods were handed over.
  GOODS_DELIVERED,
  /// Goods could not be handed over.
  HANDOVER_DECLINED,
  /// A voucher ran out.
  VOUCHER_EXPIRED,
  /// A voucher runs out soon.
  VOUCHER_WARNING,
  /// Redemption closes soon, and what is left is redeemed by force.
  REDEMPTION_WARNING,
  /// A stage of an offering opened.
  STAGE_OPENED,
  /// A stage of an offering closed.
  STAGE_CLOSED,
  /// The party was frozen.
  PARTY_FROZEN,
  /// The party was unfrozen.
  PARTY_UNFROZEN,
  /// The numbers of a business day do not agree.
  DAY_NOT_BALANCED
}
