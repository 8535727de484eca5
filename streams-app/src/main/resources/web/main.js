/*
 * The dashboard: a page that shows how much of the past every run still knows.
 *
 *   GET /api/stream ──► RunStream ──► RunStore ──► <lethe-app> ──► parts/*
 *   (server-sent        (connects,    (all runs;    (shown runs,    (cards, matrices, charts; they draw their
 *    events)             reconnects)   immutable)    theme)          properties and hold no run data)
 *
 * Data flows one way. `data/` holds the received data and does not know the page. `text/` formats values, `look/` has
 * colours and themes, `parts/` are the components. The store replaces a run's object when the run changes, so a part
 * compares references to decide if it must redraw. The store notifies its listeners at most every 0.4 s, in an
 * animation frame, however fast events arrive.
 *
 * An undefined metric is null from the server to the screen, which shows an en dash. Nothing turns it into 0.
 * Users write the names and methods of runs: these reach the page only as text nodes, attributes or canvas text.
 */
import {RunStore} from "./data/store.js";
import {RunStream} from "./data/stream.js";
import "./parts/app.js";

const store = new RunStore();
const app = document.querySelector("lethe-app");
app.store = store;

const stream = new RunStream("./api/stream", store, state => { app.connection = state; });
stream.open();
// A page in the back-forward cache must not hold a connection, and its data are old when it comes back.
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", event => { if (event.persisted) stream.open(); });
