/* The connection to the server. EventSource reconnects by itself after a network error, but gives up for good
 * (readyState CLOSED) when an answer is not an event stream, as a proxy's 502 during a restart is; then this does it. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;

export class RunStream {
  #url; #store; #onState;
  #source = null;
  #timer = 0;
  #wait = FIRST_WAIT_MS;

  /** @param onState called with "connecting", "live" or "reconnecting" */
  constructor(url, store, onState) {
    this.#url = url;
    this.#store = store;
    this.#onState = onState;
  }

  open() {
    this.close();
    this.#onState(this.#store.heard ? "reconnecting" : "connecting");
    const source = new EventSource(this.#url);
    this.#source = source;
    this.#on("snapshot", data => {
      this.#store.replaceAll(data.runs);
      this.#wait = FIRST_WAIT_MS;
      this.#onState("live");
    });
    this.#on("run", data => this.#store.update(data));
    this.#on("point", data => this.#store.append(data.run, data.point));
    source.onerror = () => {
      this.#onState("reconnecting");
      if (source.readyState === EventSource.CLOSED) this.#retry();
    };
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #on(name, handle) {
    this.#source.addEventListener(name, event => handle(JSON.parse(event.data)));
  }

  #retry() {
    // Up to a quarter more at random, so that many open pages do not come back in the same instant.
    this.#timer = setTimeout(() => this.open(), this.#wait * (1 + Math.random() / 4));
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }
}
