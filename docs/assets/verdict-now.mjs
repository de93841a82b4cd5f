// "Now": which schedules are open at this moment, what that means for a verdict, and when it changes.
import { readClock } from "./clock.mjs";

const stateAt = (data, now) => {
  const open = Object.keys(data.schedules).filter((id) => readClock(data.schedules[id], now).open);
  return data.states.find((state) => state.open.length === open.length && open.every((id) => state.open.includes(id)));
};

function changeAfter(data, now) {
  const changes = Object.values(data.schedules).map((hours) => readClock(hours, now).changes).filter((change) => change !== null);
  return changes.length > 0 ? Math.min(...changes) : null;
}

const inZone = (instant, timeZone) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(instant);

export const isOpen = (data, schedule, now) => !(schedule in data.schedules) || readClock(data.schedules[schedule], now).open;

// Shows only what holds at `now` in a verdict's section, and the hour at which that changes.
export function drawNow(section, data, now) {
  const state = stateAt(data, now);
  for (const item of section.querySelectorAll("[data-state]")) item.hidden = item.dataset.state !== state?.id;
  for (const paid of section.querySelectorAll("[data-paid][data-outside]")) paid.hidden = isOpen(data, paid.dataset.outside, now);
  const change = changeAfter(data, now);
  const until = section.querySelector("[data-part=until]");
  const following = change === null ? null : stateAt(data, change);
  until.hidden = following === null || following === undefined;
  if (until.hidden) return;
  const provider = inZone(change, data.zone);
  const reader = inZone(change);
  const slot = (name) => until.querySelector(`[data-slot=${name}]`);
  slot("until-provider").textContent = provider;
  slot("until-reader").textContent = reader;
  until.querySelector("[data-part=until-reader]").hidden = provider === reader;
  const next = section.querySelector(`[data-state="${following.id}"]`);
  slot("until-next").replaceChildren(...[...next.cloneNode(true).children].filter((part) => part.dataset.part !== "state").flatMap((part) => [part, " "]));
}
