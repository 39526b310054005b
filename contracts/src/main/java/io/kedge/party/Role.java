package io.kedge.party;

/// What a party may act as (A-01, design.md §4 "Who is who"). An organisation may hold several.
public enum Role {
  /// 资产所有方: owns the physical asset behind an anchor; registers and ships it.
  OWNER,
  /// 资产权属方: holds rights other than ownership; honours them.
  RIGHTS_HOLDER,
  /// 数字资产发售方: issues digital assets on an anchor.
  ISSUER,
  /// 数字资产交易方: subscribes, trades, gives, redeems.
  TRADER,
  /// 平台运营方: runs the market; no rule lets it move what is not its own, except by order.
  OPERATOR,
  /// 外系统方: receives a digital asset that is offered outside.
  VENUE,
  /// 仓储机构: holds the goods and hands them out.
  CUSTODIAN,
  /// 金融机构: lends, finances.
  FINANCIAL_INSTITUTION,
  /// 债务人: owes a claim.
  DEBTOR,
  /// 监管机构: sees, freezes by order, takes part in lotteries.
  REGULATOR,
  /// 物流企业: carries goods.
  LOGISTICS,
  /// 清算机构: issues cash notes against deposits at a bank.
  CLEARING_AGENT,
  /// 设备: signs what it measured.
  DEVICE,
  /// 审计机构: follows and checks.
  AUDITOR
}
