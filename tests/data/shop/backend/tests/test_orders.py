BASE = "/api/v1/orders"


def test_list(client):
    assert client.get(BASE).status_code == 200


def test_read(client, order):
    assert client.get(f"{BASE}/{order.id}").status_code == 200


def test_create(client):
    assert client.post(BASE, json={}).status_code == 201
