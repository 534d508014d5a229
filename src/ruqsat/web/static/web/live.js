// A part of a page that changes by itself. Without JavaScript the reader reloads the page.
const place = document.querySelector("[data-live]");

async function look() {
  let answer;
  try {
    answer = await fetch(place.dataset.live, { headers: { "X-Live": "1" }, credentials: "same-origin" });
  } catch {
    return again(10);
  }
  if (answer.redirected && "liveFollow" in place.dataset) return location.assign(answer.url);
  if (answer.status === 503) return again(10); // the database is away: it comes back without the reader's doing
  if (!answer.ok || answer.redirected) return undefined;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live-content]");
  const shown = place.querySelector("[data-live-content]");
  if (fresh && fresh.dataset.liveState !== shown.dataset.liveState) place.replaceChildren(fresh);
  else if (fresh) shown.dataset.liveAgain = fresh.dataset.liveAgain ?? "";
  return again();
}

function again(seconds = Number(place.querySelector("[data-live-content]")?.dataset.liveAgain ?? 0)) {
  if (seconds > 0) setTimeout(look, seconds * 1000);
}

if (place) again();
