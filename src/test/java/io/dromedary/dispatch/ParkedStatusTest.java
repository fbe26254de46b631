package io.dromedary.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.cost.Budgets;
import io.dromedary.cost.DeliveredPrices;
import io.dromedary.cost.jdbc.JdbcSpending;
import io.dromedary.dispatch.jdbc.JdbcWebhookStore;
import io.dromedary.notification.Applied;
import io.dromedary.notification.StatusUpdate;
import io.dromedary.notification.jdbc.Wamids;
import io.dromedary.testing.Databases;
import io.dromedary.testing.Vaults;
import io.dromedary.whatsapp.WebhookItem;
import io.dromedary.whatsapp.WebhookReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ParkedStatusTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final JdbcTemplate sql = new JdbcTemplate(Databases.h2());
  private final List<StatusUpdate> offered = new ArrayList<>();
  private final StatusNews news =
      new StatusNews(
          (updates, now) -> {
            offered.addAll(updates);
            return new Applied(List.of(), known() ? List.of() : updates);
          },
          new JdbcWebhookStore(sql, Vaults.vault()),
          new Charges(
              DeliveredPrices.euros(),
              new Budgets(List.of(), ZoneOffset.UTC),
              new JdbcSpending(sql)));

  @Test
  void aStatusOfAnUnknownMessageWaitsUntilItsMessageIsKnownAndIsThenAppliedOnce() {
    news.apply(List.of(delivered()), NOW);
    news.applyParked(NOW);
    assertThat(offered).hasSize(1);

    new Wamids(sql).learn(List.of(new Wamids.Message("wamid.1", UUID.randomUUID())));
    news.applyParked(NOW);
    news.applyParked(NOW);

    assertThat(offered).hasSize(2);
    assertThat(offered.get(1)).isEqualTo(offered.get(0));
  }

  private boolean known() {
    return !sql.queryForList("select wamid from wamid").isEmpty();
  }

  private static WebhookItem.Status delivered() {
    return WebhookReader.status(
            """
            {"id":"wamid.1","status":"delivered","timestamp":"1795168800"}
            """
                .getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }
}
