package io.dromedary.dispatch.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.template.UsableTemplates;
import io.dromedary.whatsapp.TemplateWebhooks;
import io.dromedary.whatsapp.WebhookItem;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** News of templates and account; what the hub does not know stays stored and is named once. */
public final class AccountNews {

  private static final Logger LOG = LoggerFactory.getLogger(AccountNews.class);

  private final TemplateWebhooks templates;
  private final UsableTemplates usable;
  private final Clock clock;

  public AccountNews(TemplateWebhooks templates, UsableTemplates usable, Clock clock) {
    this.templates = templates;
    this.usable = usable;
    this.clock = clock;
  }

  /** Applies one piece of news, in the route's transaction. */
  public void apply(@Body WebhookItem.Account news) {
    Instant told = news.at();
    Instant at = told == null ? clock.instant() : told;
    JsonNode value = news.value();
    TemplateWebhooks.Result result = templates.apply(news.field(), value, at);
    switch (result) {
      case APPLIED -> {
        usable.refresh();
        LOG.debug("{}: {}", news.field(), value.path("event").asText(""));
      }
      case IGNORED ->
          LOG.warn(
              "Meta reports {} {}: see the account in Meta's Business Manager",
              news.field(),
              value.path("event").asText(""));
      case STALE, NOTED -> LOG.debug("{}: {}", news.field(), result);
    }
  }
}
