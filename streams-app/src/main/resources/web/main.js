/*
 * The dashboard: a page that shows how much of the past every run still knows.
 *
 *   GET /api/stream ──► RunStream ──► RunStore ──► <lethe-app> ──► parts/*
 *   (server-sent        (connects,    (all runs;    (what is        (cards, matrices, charts: draw what
 *    events)             reconnects)   immutable)    shown, theme)   they are handed, hold no run data)
 *
 * Data flows one way. `data/` holds what was heard and knows nothing of the page; `text/` turns values into words;
 * `look/` holds colours and themes; `parts/` are the components. The store replaces a run object whenever something of
 * that run changes, so a part compares references to learn whether it has to draw again, and it tells its listeners at
 * most every 0.4 s, in an animation frame, however fast events arrive.
 *
 * A metric that is not defined is null from the server to the screen, where it is an en dash; nothing turns it into 0.
 * Names and methods are written by users: they reach the page only as text nodes, attributes or canvas text.
 */
import {RunStore} from "./data/store.js";
import {RunStream} from "./data/stream.js";
import "./parts/app.js";

const store = new RunStore();
const app = document.querySelector("lethe-app");
app.store = store;

const stream = new RunStream("/api/stream", store, state => { app.connection = state; });
stream.open();
// A page in the back-forward cache must not hold a connection, and is out of date when it comes back.
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", event => { if (event.persisted) stream.open(); });
