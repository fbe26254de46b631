package io.dromedary.dispatch;

import java.time.Duration;

/**
 * How a hub sends.
 *
 * @param owner names this hub in leases
 * @param sender phone number id of the sending number
 * @param inFlight how many requests may be under way at once
 * @param batch how many are claimed in one transaction
 * @param lease how long a claim holds; longer than {@code total}
 * @param total no request takes longer
 * @param patience how long an unknown one waits for a status before its binding's rule decides
 * @param holdFor how long a held one waits before it is looked at again
 * @param attempts how often a request that was not taken is tried
 */
public record DispatchSettings(
    String owner,
    String sender,
    int inFlight,
    int batch,
    Duration lease,
    Duration total,
    Duration patience,
    Duration holdFor,
    int attempts) {}
