"""The application."""

from fastapi import FastAPI

from app.features.orders.router import router as orders

PREFIX = "/api/v1"


def create_app() -> FastAPI:
    """Build the application."""
    app = FastAPI()
    app.include_router(orders, prefix=PREFIX)
    return app


app = create_app()


@app.get("/legacy/report")
def report() -> dict[str, str]:
    """Not versioned, not async, not in the contract, not tested."""
    return {}


@app.get("/health")
async def health() -> dict[str, str]:
    """Say that the process is up."""
    return {"status": "ok"}
