package io.dromedary.template;

import java.util.List;
import java.util.Map;

/**
 * The fixed texts of Meta's authentication templates as they read in five languages, for people who
 * look at a message in the hub. Meta's own wording holds; only the label of the button is sent, and
 * for other languages not even that: Meta then writes its own.
 */
final class AuthenticationTexts {

  private record Texts(String code, String recommendation, String expiry, String button) {}

  private static final Texts ENGLISH =
      new Texts(
          "*{{code}}* is your verification code.",
          "For your security, do not share this code.",
          "This code expires in %d minutes.",
          "Copy code");

  private static final Map<String, Texts> LANGUAGES =
      Map.of(
          "en",
          ENGLISH,
          "de",
          new Texts(
              "*{{code}}* ist dein Verifizierungscode.",
              "Gib diesen Code zu deiner Sicherheit nicht weiter.",
              "Dieser Code läuft in %d Minuten ab.",
              "Code kopieren"),
          "fr",
          new Texts(
              "*{{code}}* est votre code de vérification.",
              "Pour votre sécurité, ne partagez pas ce code.",
              "Ce code expire dans %d minutes.",
              "Copier le code"),
          "it",
          new Texts(
              "*{{code}}* è il tuo codice di verifica.",
              "Per la tua sicurezza, non condividere questo codice.",
              "Questo codice scade tra %d minuti.",
              "Copia codice"),
          "es",
          new Texts(
              "*{{code}}* es tu código de verificación.",
              "Por tu seguridad, no compartas este código.",
              "Este código caduca en %d minutos.",
              "Copiar código"));

  private AuthenticationTexts() {}

  static Wording wording(String language, OneTimeCode code) {
    Texts known = LANGUAGES.get(language.replaceFirst("_.*", ""));
    Texts texts = known == null ? ENGLISH : known;
    String body =
        code.securityRecommendation() ? texts.code() + " " + texts.recommendation() : texts.code();
    String footer =
        code.expirationMinutes() == null
            ? null
            : texts.expiry().replace("%d", code.expirationMinutes().toString());
    return Wording.of(
        new Header.None(),
        body,
        footer,
        known == null ? List.of() : List.of(new Button.QuickReply(known.button(), null)),
        Map.of(OneTimeCode.PARAMETER, "123456"));
  }
}
