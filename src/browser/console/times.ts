/** Shows times in the zone of the browser. Without the script they are in UTC. */

interface TimePart {
  textContent: string | null;
  title: string;
  readonly dateTime: string;
}
declare const document: { querySelectorAll(selector: string): Iterable<TimePart> };

const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

for (const time of document.querySelectorAll("time[datetime]")) {
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) continue;
  time.title = `${time.textContent ?? ""} UTC`;
  time.textContent = format.format(at);
}
