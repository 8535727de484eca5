/* The connection to the server. EventSource reconnects after a network error. It gives up (readyState CLOSED) if a
 * response is not an event stream, such as a proxy's 502 during a restart; then this class reconnects. */
const MIN_WAIT_MS = 1000;
const MAX_WAIT_MS = 15000;

export class RunStream {
  #url; #store; #onState;
  #source = null;
  #timer = 0;
  #wait = MIN_WAIT_MS;

  /** @param onState called with "connecting", "connected" or "reconnecting" */
  constructor(url, store, onState) {
    this.#url = url;
    this.#store = store;
    this.#onState = onState;
  }

  open() {
    this.close();
    this.#onState(this.#store.hasSnapshot ? "reconnecting" : "connecting");
    const source = new EventSource(this.#url);
    this.#source = source;
    this.#on("snapshot", data => {
      this.#store.replaceAll(data.runs);
      this.#wait = MIN_WAIT_MS;
      this.#onState("connected");
    });
    this.#on("run", data => this.#store.update(data));
    this.#on("promotion", data => this.#store.promote(data));
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
    // Up to 25 % jitter, so that many open pages do not reconnect at the same moment.
    this.#timer = setTimeout(() => this.open(), this.#wait * (1 + Math.random() / 4));
    this.#wait = Math.min(MAX_WAIT_MS, this.#wait * 2);
  }
}
