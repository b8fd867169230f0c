from pathlib import Path

from domino.base_piece import BasePiece


class SecretPiece(BasePiece):
    def piece_function(self, input_data, secrets_data):
        Path(self.results_path, "ran.txt").write_text("yes")
        if input_data.fail:
            raise ValueError(f"https://example.org/?key={secrets_data.API_KEY} is refused")
        return {"length": len(secrets_data.API_KEY), "limit": secrets_data.LIMIT}
