package io.dromedary.configuration;

/**
 * Where the Cloud API is: Meta's, one that was set, or the sandbox in this process.
 *
 * @param baseUrl with version, without a slash at the end
 */
public record CloudApi(String baseUrl) {}
