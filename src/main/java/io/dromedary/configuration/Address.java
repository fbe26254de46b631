package io.dromedary.configuration;

/** Addresses as an operator may read them in a log. */
final class Address {

  private Address() {}

  /** Without parameters and user information, which may be secret. */
  static String withoutSecrets(String url) {
    return url.replaceAll("[?;][^,)]*", "").replaceAll("//[^/@,)]*@", "//");
  }
}
