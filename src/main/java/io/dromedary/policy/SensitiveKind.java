package io.dromedary.policy;

import java.util.List;
import java.util.Locale;

/**
 * What must never leave in full. Where one text fits several kinds of the same length, the first
 * here is its name; it is masked alike.
 */
public enum SensitiveKind {
  CARD_NUMBER(
      CardNumbers::covers,
      "card number",
      "card no",
      "credit card",
      "debit card",
      "payment card",
      "kreditkarte",
      "kreditkartennummer",
      "kartennummer",
      "carte bancaire",
      "carte de credit",
      "carta di credito",
      "tarjeta de credito",
      "pan",
      "uatp",
      "visa",
      "mastercard",
      "maestro",
      "amex"),
  IBAN(Ibans::covers, "iban"),
  GERMAN_TAX_ID(
      NationalIds::germanTaxId,
      "steuer id",
      "steuerid",
      "steuer idnr",
      "idnr",
      "steueridentifikationsnummer",
      "steuer identifikationsnummer",
      "steuerliche identifikationsnummer",
      "tax id",
      "taxid",
      "tin"),
  GERMAN_SOCIAL_INSURANCE_NUMBER(
      NationalIds::germanSocialInsuranceNumber,
      "sozialversicherungsnummer",
      "rentenversicherungsnummer",
      "versicherungsnummer",
      "sv nummer",
      "sv nr",
      "svnr",
      "rvnr",
      "vsnr"),
  FRENCH_NIR(
      NationalIds::frenchNir,
      "nir",
      "numero de securite sociale",
      "securite sociale",
      "numero de secu",
      "numero insee"),
  ITALIAN_TAX_CODE(NationalIds::italianTaxCode),
  SPANISH_DNI(NationalIds::spanishDni, "dni", "nif"),
  SPANISH_NIE(NationalIds::spanishNie, "nie", "nif"),
  AUSTRIAN_SOCIAL_INSURANCE_NUMBER(
      NationalIds::austrianSocialInsuranceNumber,
      "sozialversicherungsnummer",
      "versicherungsnummer",
      "sv nummer",
      "sv nr",
      "svnr"),
  SWISS_AHV_NUMBER(NationalIds::swissAhvNumber),
  BRITISH_NINO(NationalIds::britishNino, "nino", "national insurance", "ni number"),
  AMERICAN_SSN(NationalIds::americanSsn, "ssn", "social security"),
  BRAZILIAN_CPF(NationalIds::brazilianCpf, "cpf"),
  DUTCH_BSN(NationalIds::dutchBsn, "bsn", "burgerservicenummer", "sofinummer", "sofi nummer"),
  POLISH_PESEL(NationalIds::polishPesel, "pesel"),
  BELGIAN_NATIONAL_NUMBER(
      NationalIds::belgianNationalNumber,
      "rijksregisternummer",
      "rijksregister",
      "numero national",
      "registre national",
      "nationalregisternummer",
      "niss",
      "insz"),
  SWEDISH_PERSONAL_NUMBER(
      NationalIds::swedishPersonalNumber, "personnummer", "personnr", "samordningsnummer");

  private final Recogniser recogniser;
  private final List<String> names;

  SensitiveKind(Recogniser recogniser, String... names) {
    this.recogniser = recogniser;
    this.names = List.of(names);
  }

  /** The word: {@code german-tax-id}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Recogniser recogniser() {
    return recogniser;
  }

  /** What people call it, in the form of {@link NearbyWords#plain}. */
  List<String> names() {
    return names;
  }
}
