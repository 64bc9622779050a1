"""What commands say: Chinese for people, one JSON object a line for machines."""
