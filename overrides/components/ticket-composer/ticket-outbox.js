/** The lower end of the paper: preview, mail link, copies, files, text message, messenger. Written only when it is looked at. */
import { copyText } from "../copy/copy.js";
import { fill } from "../templates/templates.js";
import {
  cleanLine,
  countCharacters,
  toEml,
  toMailLink,
  toMarkdown,
  toStartValue,
  toText,
  toTextMessage,
} from "./encoders.js";
import { isUntouched } from "./ticket-checks.js";
import { writeTicket } from "./ticket-paper.js";

function save(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Mail programs on Windows cut long links. */
const isWindows = () => /^win/i.test(navigator.userAgentData?.platform ?? navigator.platform ?? "");

export class Outbox {
  constructor(composer) {
    Object.assign(this, { composer, data: composer.data });
    this.mailLimit = this.data.limits[isWindows() ? "mail_link" : "mail_link_elsewhere"];
    this.isSeen = false;
    this.watch = new IntersectionObserver(entries => {
      this.isSeen = entries.at(-1).isIntersecting;
      composer.querySelector(".ticket-bar").toggleAttribute("data-idle", this.isSeen);
      if (this.isSeen) composer.released.then(() => this.show());
    });
    this.watch.observe(composer.querySelector(".ticket-send"));
  }

  say(name, values = {}) {
    return fill(this.data.sentences[name], values);
  }

  writeTextMessage({ values }) {
    const start = [this.data.levels[values.level]?.label, this.data.kinds[values.kind]].filter(Boolean).join(" ");
    const phone = cleanLine(values.phone ?? "");
    const end = [cleanLine(values.company ?? ""), phone && this.say("text_message_open", { phone })]
      .filter(Boolean)
      .join(". ");
    const subject = cleanLine(values.subject ?? "");
    return toTextMessage(
      start && `${start}:`,
      subject && end ? `${subject}.` : subject,
      end,
      this.data.limits.text_message,
    );
  }

  show() {
    const { composer, data } = this;
    const draft = composer.problem;
    const ticket = writeTicket(draft, data);
    const slot = name => composer.slotNamed(name);
    // A level alone is worth a preview; an empty ticket is not.
    const isBlank = isUntouched(draft, data.fields) && !draft.values.level && !draft.verdict;
    composer.part("preview").hidden = isBlank;
    slot("mail-note").hidden = isBlank;
    slot("preview-subject").textContent = ticket.subject;
    const written = toText(ticket);
    if (slot("preview").textContent !== written) slot("preview").textContent = written; // else what is selected in it stays
    const secrets = composer.checker.findSecrets(toText(ticket)).map(({ label }) => label);
    slot("secrets-left").textContent = this.say("secrets_left", { list: [...new Set(secrets)].join(", ") });
    composer.part("secrets").hidden = secrets.length === 0;
    slot("attach").textContent = this.say("attach", { names: ticket.attachments.join(", ") });
    slot("attach").hidden = ticket.attachments.length === 0;
    const { href, length, fits } = toMailLink(ticket, data.mail, this.mailLimit);
    composer.part("mail").href = href;
    const told = { length, most: this.mailLimit };
    slot("mail-note").textContent = fits
      ? this.say("mail_fits")
      : `${this.say("mail_long", told)} ${this.say("mail_short")}`;
    this.showMessages(draft);
    return ticket;
  }

  showMessages(draft) {
    const { composer, data } = this;
    const message = this.writeTextMessage(draft);
    if (composer.slotNamed("text-message")) {
      composer.slotNamed("text-message").textContent = message;
      composer.slotNamed("text-size").textContent = this.say("text_message", {
        used: countCharacters(message),
        most: data.limits.text_message,
      });
      for (const link of composer.querySelectorAll(".ticket-send [data-text]"))
        link.href = `${link.dataset.text}?&body=${encodeURIComponent(message)}`;
    }
    const messenger = composer.part("messenger");
    const start = toStartValue([draft.values.level, draft.values.kind], data.limits.start_value);
    if (messenger) messenger.href = start ? `${messenger.dataset.base}?start=${start}` : messenger.dataset.base;
  }

  async copy(text) {
    const isCopied = await copyText(text);
    if (!isCopied) getSelection().selectAllChildren(this.composer.part("preview"));
    this.composer.part("done").textContent = this.say(isCopied ? "copied" : "not_copied");
  }

  /** Does what a button (or the mail link) of the lower end says. */
  act(name) {
    const ticket = this.show();
    const file = `ticket-${this.composer.problem.values.level || "draft"}`;
    const acts = {
      "copy-text": () => this.copy(`${ticket.subject}\n\n${toText(ticket)}`),
      "copy-markdown": () => this.copy(toMarkdown(ticket)),
      "copy-message": () => this.copy(this.writeTextMessage(this.composer.problem)),
      "save-eml": () => save(toEml(ticket, this.data.mail), `${file}.eml`, "message/rfc822"),
      "save-txt": () => save(`${ticket.subject}\n\n${toText(ticket)}`, `${file}.txt`, "text/plain"),
      print: () => print(),
      mail: () => toMailLink(ticket, this.data.mail, this.mailLimit).fits || this.copy(toText(ticket)),
    };
    acts[name]?.();
    return Object.hasOwn(acts, name);
  }
}
