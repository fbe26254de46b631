package io.dromedary.sandbox;

/**
 * The fixed text of authentication templates, which the platform writes in the user's language.
 * English for languages that the sandbox does not know.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/authentication-templates/authentication-templates">Authentication
 *     templates</a>
 */
enum AuthenticationText {
  EN(
      "*{{1}}* is your verification code.",
      "For your security, do not share this code.",
      "This code expires in %d minutes.",
      "Copy code"),
  FR(
      "*{{1}}* est votre code de vérification.",
      "Pour votre sécurité, ne partagez pas ce code.",
      "Ce code expire dans %d minutes.",
      "Copier le code"),
  DE(
      "*{{1}}* ist dein Verifizierungscode.",
      "Teile diesen Code aus Sicherheitsgründen mit niemandem.",
      "Dieser Code läuft in %d Minuten ab.",
      "Code kopieren"),
  IT(
      "*{{1}}* è il tuo codice di verifica.",
      "Per la tua sicurezza, non condividere questo codice.",
      "Questo codice scade tra %d minuti.",
      "Copia codice"),
  ES(
      "*{{1}}* es tu código de verificación.",
      "Por tu seguridad, no compartas este código.",
      "Este código caduca en %d minutos.",
      "Copiar código");

  private final String code;
  private final String recommendation;
  private final String expiry;
  private final String button;

  AuthenticationText(String code, String recommendation, String expiry, String button) {
    this.code = code;
    this.recommendation = recommendation;
    this.expiry = expiry;
    this.button = button;
  }

  static AuthenticationText in(String language) {
    for (AuthenticationText text : values()) {
      if (language.toUpperCase(java.util.Locale.ROOT).startsWith(text.name())) {
        return text;
      }
    }
    return EN;
  }

  String body(boolean withRecommendation) {
    return withRecommendation ? code + " " + recommendation : code;
  }

  String footer(int minutes) {
    return String.format(java.util.Locale.ROOT, expiry, minutes);
  }

  String button() {
    return button;
  }
}
