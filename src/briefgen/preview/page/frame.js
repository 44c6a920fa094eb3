// Stands in the web page while it is previewed: tells the preview how far it is scrolled, and scrolls where it says.
(() => {
  const say = (what) => parent.postMessage(what, "*");
  addEventListener("message", (event) => {
    if (event.source !== parent || !Array.isArray(event.data?.places)) return;
    for (const [index, box] of boxes().entries()) box.scrollTo({ left: 0, top: event.data.places[index] ?? 0, behavior: "instant" });
    say({ placed: true });
  });
  const boxes = () => [document.scrollingElement, ...document.querySelectorAll("._scroller")];
  const tell = () => say({ places: boxes().map((box) => box.scrollTop), hash: location.hash });
  addEventListener("scroll", tell, { capture: true, passive: true });
  addEventListener("hashchange", tell);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
    setTimeout(tell);
  }, true);
  const ready = () => say({ ready: true });
  if (document.readyState === "complete") ready(); else addEventListener("load", ready);
})();
