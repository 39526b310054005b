package io.kedge.server.identity;

import io.kedge.party.PartyKind;

/// Checks what can be known without asking anybody: the check characters of identity numbers.
final class CheckDigits implements KnowYourCustomer {
  private static final String CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int CREDIT_MODULUS = 31;
  private static final int[] RESIDENT_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String RESIDENT_CHECKS = "10X98765432";

  @Override
  public String provider() {
    return "check-digits";
  }

  @Override
  public Verdict check(Applicant applicant) {
    PartyKind kind = applicant.kind();
    return switch (kind) {
      case ENTERPRISE, GOVERNMENT ->
          verdict(
              creditCode(applicant.profile().getOrDefault("socialCreditCode", "")),
              "socialCreditCode");
      case INDIVIDUAL ->
          verdict(residentId(applicant.profile().getOrDefault("residentId", "")), "residentId");
      case HOUSEHOLD -> new Verdict(Result.UNSURE, "a household number has no check character");
    };
  }

  private static Verdict verdict(boolean right, String field) {
    return right
        ? new Verdict(Result.PASSED, "the check character of " + field + " fits")
        : new Verdict(Result.FAILED, "the check character of " + field + " does not fit");
  }

  /// GB 32100-2015: weights 3^i mod 31 over 17 characters, the 18th makes the sum divisible.
  static boolean creditCode(String code) {
    if (code.length() != 18) {
      return false;
    }
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      int value = CREDIT_LETTERS.indexOf(code.charAt(i));
      if (value < 0) {
        return false;
      }
      sum += value * weight;
      weight = weight * 3 % CREDIT_MODULUS;
    }
    int check = (CREDIT_MODULUS - sum % CREDIT_MODULUS) % CREDIT_MODULUS;
    return CREDIT_LETTERS.charAt(check) == code.charAt(17);
  }

  /// GB 11643-1999: ISO 7064 MOD 11-2.
  static boolean residentId(String id) {
    if (!id.matches("[0-9]{17}[0-9X]")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < RESIDENT_WEIGHTS.length; i++) {
      sum += (id.charAt(i) - '0') * RESIDENT_WEIGHTS[i];
    }
    return RESIDENT_CHECKS.charAt(sum % 11) == id.charAt(17);
  }
}
