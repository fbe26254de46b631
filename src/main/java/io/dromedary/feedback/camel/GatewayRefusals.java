package io.dromedary.feedback.camel;

import jakarta.mail.internet.AddressException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;

/** What gateways say of a message for good. */
final class GatewayRefusals {

  /**
   * SMPP's command statuses of a message that stays wrong: its length, its addresses, its content.
   */
  private static final Set<Integer> SMPP =
      Set.of(0x01, 0x0A, 0x0B, 0x33, 0x34, 0x40, 0x42, 0x43, 0x44, 0x48, 0x49, 0x50, 0x51);

  private GatewayRefusals() {}

  /** Why trying again is in vain; {@code null} when it is not. */
  static @Nullable String reason(Throwable failure) {
    if (failure instanceof NegativeResponseException smpp
        && SMPP.contains(smpp.getCommandStatus())) {
      return "smpp-" + smpp.getCommandStatus();
    }
    if (failure instanceof SMTPAddressFailedException smtp && smtp.getReturnCode() / 100 == 5) {
      return "smtp-" + smtp.getReturnCode();
    }
    if (failure instanceof SMTPSendFailedException smtp && smtp.getReturnCode() / 100 == 5) {
      return "smtp-" + smtp.getReturnCode();
    }
    return failure instanceof AddressException ? "no-address" : null;
  }
}
