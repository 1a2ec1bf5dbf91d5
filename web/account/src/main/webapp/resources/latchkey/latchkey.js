/* What the pages do in the browser beyond what PrimeFaces brings. Elements say by data attributes what they want. */
(function () {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  function on(type, selector, act) {
    document.addEventListener(type, (event) => {
      const element = event.target instanceof Element && event.target.closest(selector);
      if (element) {
        act(element, event);
      }
    });
  }

  /* A dialog that is asked for before PrimeFaces has made it opens as soon as it has. Once more around: jQuery runs
     what waits for it in the order of asking, and a click may come before the dialog's own script has asked. */
  const whenReady = (act) => jQuery(() => jQuery(act));

  /* Appearance and language: cookies, since the server draws the next page by them. */
  function remember(name, value) {
    document.cookie = `${name}=${value}; Path=${root.dataset.context}; Max-Age=31536000; SameSite=Lax`;
  }
  on("change", "input[name=appearance]", (choice) => {
    remember("appearance", choice.value);
    root.dataset.appearance = choice.value;
    Latchkey.applyAppearance();
  });
  on("change", "#language", (choice) => {
    remember("language", choice.value);
    location.reload();
  });

  /* The navigation as a drawer, on small screens. */
  function drawer(open) {
    byId("navigation").classList.toggle("lk-open", open);
    byId("openNavigation").setAttribute("aria-expanded", String(open));
    byId("content").inert = open;
    byId(open ? "closeNavigation" : "openNavigation").focus();
  }
  on("click", "#openNavigation", () => drawer(true));
  on("click", "#closeNavigation, #veil", () => drawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".lk-navigation.lk-open")) {
      drawer(false);
    }
  });

  /* The company switcher closes as menus do. */
  function closeSwitcher(event) {
    const switcher = document.querySelector(".lk-switcher[open]");
    if (switcher && (event.key === "Escape" || !switcher.contains(event.target))) {
      switcher.open = false;
    }
  }
  document.addEventListener("click", closeSwitcher);
  document.addEventListener("keydown", closeSwitcher);

  /* PrimeFaces sets the focus a moment late, and takes it from whoever types already. */
  if (window.PrimeFaces) {
    Object.assign(PrimeFaces.widget.Dialog.prototype, {
      applyFocus() {
        this.jq.find("input, textarea, button").filter(":visible:enabled").not("[type=radio]:not(:checked)").first().trigger("focus");
      },
      returnFocus() {
        if (!jQuery(".ui-dialog:visible").length) {
          this.focusedElementBeforeDialogOpened?.focus({ preventScroll: true });
        }
      },
    });
  }

  /* Dialogs with an address of their own: Back closes what a click opened. */
  const asksForNew = () => new URLSearchParams(location.search).has("new");
  on("click", "[data-opens]", (button, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    whenReady(() => {
      history.pushState({ opened: true }, "", button.href);
      PF(button.dataset.opens).show();
    });
  });
  on("click", "[data-closes]", (button) => PF(button.dataset.closes).hide());
  window.addEventListener("popstate", () => {
    const dialog = byId("createDialog") && PF("createDialog");
    if (dialog && dialog.isVisible() !== asksForNew()) {
      asksForNew() ? dialog.show() : dialog.hide();
    }
  });
  Latchkey.createClosed = function () {
    if (asksForNew() && history.state?.opened) {
      history.back();
    } else if (asksForNew()) {
      const address = new URL(location.href);
      address.searchParams.delete("new");
      history.replaceState(null, "", address);
    }
    byId("createDialog").querySelectorAll("form").forEach(begin);
    drawGrid();
    markFields();
  };

  /* A dialog that was open before begins anew. */
  function begin(form) {
    form.reset();
    form.querySelectorAll(".ui-message").forEach((message) => message.replaceChildren());
  }

  /* Questions before something is lost: which one, and about what. */
  on("click", "[data-asks]", (button) => whenReady(() => ask(button.dataset)));
  function ask(wish) {
    const dialog = PF(wish.asks);
    const title = dialog.jq.find(".ui-dialog-title");
    dialog.jq.find("form").each((_, form) => begin(form));
    const subject = byId(wish.asks).querySelector("input[id$=subject]");
    if (subject) {
      subject.value = wish.key;
    }
    dialog.question ??= title.text();
    title.text(dialog.question.replace("{0}", () => wish.name));
    dialog.positionInitialized = false;
    dialog.show();
  }

  /* Rows that are selected bring what can be done with several at once: one question, which names the first few. */
  on("change", "[data-selects-all]", (all) => {
    const section = all.closest("[data-found]");
    section.querySelectorAll("[data-selects-row]").forEach((row) => (row.checked = all.checked));
    countSelected(section);
  });
  on("change", "[data-selects-row]", (row) => countSelected(row.closest("[data-found]")));
  function countSelected(section) {
    const rows = [...section.querySelectorAll("[data-selects-row]")];
    const selected = rows.filter((row) => row.checked);
    const all = section.querySelector("[data-selects-all]");
    all.checked = selected.length === rows.length;
    all.indeterminate = selected.length > 0 && !all.checked;
    const bar = section.querySelector("[data-selection]");
    bar.hidden = selected.length === 0;
    bar.querySelector("[data-selected]").textContent = selected.length;
    [bar, ...bar.querySelectorAll("button")].filter((button) => button.dataset.asks).forEach((button) => {
      button.dataset.key = selected.map((row) => row.value).join(",");
      button.dataset.name = listed(selected.map((row) => row.dataset.selectsRow), bar.dataset.more);
    });
  }
  function listed(names, more) {
    const few = names.length > 4 ? names.slice(0, 3) : names;
    const rest = few.length < names.length ? [more.replace("{0}", names.length - few.length)] : [];
    return new Intl.ListFormat(root.lang).format([...few, ...rest]);
  }
  on("change", "[data-sends]", (field) => field.form.requestSubmit());

  /* Permissions: whoever may change may view; the head of a column stands for all of it. */
  function drawGrid() {
    document.querySelectorAll("[data-everything]").forEach((everything) => {
      byId(everything.dataset.everything).hidden = everything.checked;
    });
    document.querySelectorAll(".lk-grid").forEach((grid) => {
      grid.querySelectorAll("tbody tr").forEach((row) => {
        const [view, change] = row.querySelectorAll("[data-grid]");
        view.checked = view.checked || change.checked;
        view.toggleAttribute("data-held", change.checked);
      });
      grid.querySelectorAll("[data-column]").forEach((head) => {
        const boxes = [...grid.querySelectorAll(`[data-grid=${head.dataset.column}]:not(:disabled)`)];
        head.disabled = boxes.length === 0;
        head.checked = boxes.length > 0 && boxes.every((box) => box.checked);
      });
    });
    document.querySelectorAll("[data-owner]").forEach((owner) => {
      owner.form.querySelector(".lk-service").hidden = owner.value !== "";
    });
  }
  on("click", "[data-held]", (view, event) => event.preventDefault());
  on("change", "[data-column]", (head) => {
    head.closest("table").querySelectorAll(`[data-grid=${head.dataset.column}]:not(:disabled):not([data-held])`)
      .forEach((box) => (box.checked = head.checked));
  });
  on("change", "[data-everything], [data-column], [data-grid], [data-owner]", drawGrid);
  /* The secret that is shown once leaves the page with its dialog. */
  Latchkey.showOnce = function () {
    PF("onceDialog").show();
    ["createDialog", "regenerate"].filter(byId).forEach((dialog) => PF(dialog).hide());
    (byId("onceValue") ?? byId("onceId")).focus();
  };
  on("click", "#onceDone", () => {
    PF("onceDialog").hide();
    byId("once").replaceChildren();
    (byId("open") ?? byId("content")).focus();
  });
  on("click", "[data-selects]", (field) => field.select());
  on("click", "[data-copies]", async (button) => {
    const field = byId(button.dataset.copies);
    await copy(field);
    const label = button.querySelector("[aria-live]");
    button.dataset.label ??= label.textContent;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.classList.add("lk-done");
    label.textContent = button.dataset.copied;
    clearTimeout(button.restoring);
    button.restoring = setTimeout(() => {
      label.textContent = button.dataset.label;
      button.classList.remove("lk-done");
    }, 2500);
  });
  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.value ?? field.textContent);
    } catch {
      /* Without TLS there is no such clipboard. */
      field.select ? field.select() : getSelection().selectAllChildren(field);
      document.execCommand("copy");
    }
  }

  /* Consent: what an application could not do in the company that is chosen. */
  on("change", "[data-companies]", (choice) => {
    document.querySelectorAll("[data-company]").forEach((note) => {
      note.hidden = note.dataset.company !== choice.value;
    });
  });
  function dropLogo(event) {
    if (event.target instanceof HTMLImageElement && event.target.dataset.logo) {
      event.target.remove();
    }
  }
  document.addEventListener("error", dropLogo, true);

  /* Fields with a message are invalid to screen readers too; the first one gets the focus. */
  const FIELDS = "input, textarea, select";
  function markFields() {
    const wrong = [...document.querySelectorAll(".lk-field")].filter((field) => {
      const invalid = field.querySelector(".ui-message-error") !== null;
      field.querySelector(FIELDS)?.setAttribute("aria-invalid", String(invalid));
      return invalid;
    });
    wrong.forEach((field) => field.closest("details")?.setAttribute("open", ""));
    const open = wrong.find((field) => field.closest(".ui-dialog:not(.ui-overlay-hidden)")) ?? wrong[0];
    return open?.querySelector(FIELDS);
  }

  /* A form that is on its way is not sent again. */
  on("submit", "form[data-once]", (form, event) => {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "true";
  });

  /* Back to a page that the browser has kept: what was sent from it then has ended. */
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-once]").forEach((form) => delete form.dataset.sent);
  });

  window.addEventListener("DOMContentLoaded", () => {
    drawGrid();
    markFields()?.focus();
  });
  if (window.jQuery) {
    jQuery(document).on("pfAjaxComplete", () => {
      drawGrid();
      const wrong = markFields();
      if (wrong) {
        wrong.focus();
      } else if (document.activeElement === document.body && !jQuery(".ui-dialog:visible").length) {
        byId("content").focus({ preventScroll: true });
      }
    });
    jQuery(document).on("pfAjaxError", () => {
      PF("notices").renderMessage({ severity: "error", summary: document.body.dataset.failed, detail: "" });
    });
  }
})();
