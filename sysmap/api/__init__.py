"""The doors that programs and other pages use: pictures, changes, embeds, oEmbed, health; and who is asking, at every door.

Imported by app alone; imports service and what lies below it, and starlette. web lies beside it and neither sees the other: what
both need (who is asking, which question) is settled before a route is reached, or in service. Routes are thin: read the address,
leave the event loop, ask service, hand over bytes. The rejected choice was drawing as a string inside JSON: a picture is a
resource with an address, a tag and a type, so that a report or a cache can hold on to it.
"""
