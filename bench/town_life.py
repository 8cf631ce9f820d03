"""What happens in a demo town after its first round, by the coordinator's own ways, in proportion to the size of the town."""


def live(hub, coordinator):
    """Three of five proposals become engagements, a third of what is proposed then is asked about, the rest is left; ten days pass."""
    if hub.count("engagements"):
        return
    for need, offer in proposals(hub, coordinator, share=3 / 5):
        coordinator.post("/matches", need=need, offer=offer)
    coordinator.post("/demo/clock", days=1)
    for (ask,) in hub.rows("SELECT id FROM asks WHERE answer IS NULL ORDER BY id"):
        coordinator.post(f"/asks/{ask}/desk/answer", answer="yes")
    # After a week both sides of an engagement are asked how it goes.
    coordinator.post("/demo/clock", days=8)
    for need, offer in proposals(hub, coordinator, share=1 / 3):
        coordinator.post("/matches", need=need, offer=offer)
    coordinator.post("/demo/clock", days=1)
    coordinator.post("/round")


def proposals(hub, coordinator, share):
    """The first part of what a new round proposes."""
    coordinator.post("/round")
    proposed = hub.rows("SELECT need_id, offer_id FROM proposals WHERE offer_id IS NOT NULL ORDER BY place")
    return proposed[:round(len(proposed) * share)]
