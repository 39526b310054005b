package io.kedge.catalogue;

/// What kind of thing a catalogue entry is (B-05): consumer goods, bulk commodities, claims and
/// intangibles.
public enum Category {
  /// 茶.
  TEA(Family.GOODS),
  /// 酒.
  LIQUOR(Family.GOODS),
  /// 药材.
  MEDICINAL_MATERIAL(Family.GOODS),
  /// 水产.
  AQUATIC(Family.GOODS),
  /// 农产品.
  AGRICULTURAL(Family.GOODS),
  /// 畜牧.
  LIVESTOCK(Family.GOODS),
  /// 电子产品.
  ELECTRONICS(Family.GOODS),
  /// 其他消费品.
  OTHER_CONSUMER_GOODS(Family.GOODS),
  /// 石油与天然气.
  OIL_AND_GAS(Family.GOODS),
  /// 矿产.
  MINERAL(Family.GOODS),
  /// 煤炭.
  COAL(Family.GOODS),
  /// 其他大宗商品.
  OTHER_COMMODITY(Family.GOODS),
  /// 应收账款.
  RECEIVABLE(Family.CLAIM),
  /// 票据.
  BILL(Family.CLAIM),
  /// 运单与货单.
  WAYBILL(Family.CLAIM),
  /// 著作权.
  COPYRIGHT(Family.INTANGIBLE),
  /// 商标与专利.
  TRADEMARK_OR_PATENT(Family.INTANGIBLE),
  /// 数字内容.
  DIGITAL_CONTENT(Family.INTANGIBLE);

  private final Family family;

  Category(Family family) {
    this.family = family;
  }

  /// The family it belongs to.
  public Family family() {
    return family;
  }
}
