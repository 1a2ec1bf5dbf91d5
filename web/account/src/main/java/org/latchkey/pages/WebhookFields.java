package org.latchkey.pages;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.latchkey.webhook.EventType;
import org.latchkey.webhook.WebhookSettings;

/** What can be set of a webhook, as it stands in a form. */
public class WebhookFields implements Serializable {

    private String name;
    private String url;
    // Of the kind of which Faces can make another.
    private ArrayList<String> events;

    WebhookFields(WebhookSettings settings) {
        name = settings.name();
        url = settings.url();
        events = new ArrayList<>(settings.eventWords());
    }

    WebhookSettings settings() {
        Set<EventType> chosen = EventType.SUBSCRIBABLE.stream()
                .filter(type -> events.contains(type.word()))
                .collect(Collectors.toSet());
        return new WebhookSettings(name, url, chosen);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    /** As in messages. */
    public List<String> getEvents() {
        return events;
    }

    public void setEvents(List<String> events) {
        this.events = new ArrayList<>(events);
    }

    public List<String> getEveryEvent() {
        return EventType.SUBSCRIBABLE.stream().map(EventType::word).toList();
    }
}
