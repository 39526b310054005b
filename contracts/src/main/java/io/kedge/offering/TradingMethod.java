package io.kedge.offering;

/// How buyers and sellers may meet. Rules for local trading venues (国发〔2011〕38号, 国办发〔2012〕37号)
/// leave them the first two only.
public enum TradingMethod {
  /// 协议转让: two named parties agree.
  NEGOTIATED,
  /// 挂牌: one offers at a price, any other accepts.
  LISTING,
  /// 集合竞价: call auctions.
  AUCTION,
  /// 连续竞价: a continuous order book.
  CONTINUOUS
}
