package io.dromedary.testing;

import io.dromedary.vault.Vault;

/** Vaults for tests. */
public final class Vaults {

  private Vaults() {}

  /** Always under the same key. */
  public static Vault vault() {
    return Vault.of(new byte[Vault.MASTER_KEY_LENGTH]);
  }
}
