/** What waits for processes and clocks more than it works: all of it at once takes as long as the slowest. */
import "./slow.ts";
import "./restart.ts";
import "./start.ts";
import "./stopping.ts";
import "./command-line.ts";
