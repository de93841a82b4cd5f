// <phone-fold>: its <details> is closed on a phone, and stands open where there is room.

const phone = matchMedia("(max-width: 44.98em)");

class PhoneFold extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.stop = new AbortController();
    const { signal } = this.stop;
    phone.addEventListener("change", () => this.fit(), { signal });
    addEventListener("hashchange", () => this.reveal(), { signal });
    this.fit();
    this.dataset.live = "";
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  fit() {
    this.details.open = !phone.matches;
    this.reveal();
  }

  /** What an address names is open. */
  reveal() {
    if (this.contains(document.getElementById(location.hash.slice(1)))) this.details.open = true;
  }
}

customElements.define("phone-fold", PhoneFold);
